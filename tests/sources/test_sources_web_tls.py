"""Certificates are held against the host's name and those who may give them."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import pytest

from pipeline.records import Answer, Failure
from pipeline.sources.web.fetcher import Fetcher, Request, World
from tests.sources.scripted import AGENT, reply

x509 = pytest.importorskip("cryptography.x509")


def write_certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Write a certificate that vouches for itself, and its key."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.2"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    written = folder / "certificate.pem", folder / "key.pem"
    written[0].write_bytes(made.public_bytes(pem))
    secret = serialization.NoEncryption()
    written[1].write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, secret))
    return written


async def local(_: str, __: int) -> list[str]:
    return ["127.0.0.1"]


def test_certificates_are_checked(tmp_path: Path) -> None:
    certificate, key = write_certificate(tmp_path, "good.example")
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate, key)
    trusting = ssl.create_default_context(cafile=certificate)
    names_seen: list[str] = []
    serving.sni_callback = lambda _, name, __: names_seen.append(name)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(reply(b"<html><p>safe"))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def ask(host: str, tls: ssl.SSLContext | None) -> Answer | Failure:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=serving)
        port = server.sockets[0].getsockname()[1]
        world = World(resolve=local, tls=tls)
        async with server, Fetcher(AGENT, (host,), world=world) as fetcher:
            return await fetcher.fetch(Request(f"https://{host}:{port}/a", delay_s=0))

    good = asyncio.run(ask("good.example", trusting))
    assert isinstance(good, Answer), good
    assert names_seen == ["good.example"]
    for host, tls in (("good.example", None), ("evil.example", trusting), ("127.0.0.1", trusting)):
        bad = asyncio.run(ask(host, tls))
        assert isinstance(bad, Failure)
        assert (bad.reason, bad.is_passing) == ("certificate", False)


def test_a_server_that_speaks_no_tls_is_told() -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(b"plain words"))
        await writer.drain()
        writer.close()

    async def play() -> Answer | Failure:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        async with server, Fetcher(AGENT, ("127.0.0.1",)) as fetcher:
            return await fetcher.fetch(Request(url, delay_s=0))

    found = asyncio.run(play())
    assert isinstance(found, Failure)
    assert found.reason == "no_host"
