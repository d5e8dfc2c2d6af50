"""The server answers, and says who it is."""


def test_a_live_server_answers(live_server):
    with live_server.client() as client:
        assert client.get("/api/v1/health").json()["status"] == "up"
        assert client.get("/api/v1/whoami").json() == {"name": "local", "role": "editor"}
