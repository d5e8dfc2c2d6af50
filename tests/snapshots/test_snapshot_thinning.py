"""Which snapshots may go, and that nothing else does."""

import datetime as dt
import json
import shutil

from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.snapshots import SnapshotInfo
from pipeline.snapshots.thinning import superfluous

DAYS = [dt.date(2026, 1, 30) + dt.timedelta(days=n) for n in range(40)]


def info(folder, day):
    return SnapshotInfo(f"s{day:%m%d}", folder / f"s{day:%m%d}", f"{day}T04:00:00+00:00", 3, 1)


def test_of_old_ones_the_last_of_each_month_stays(tmp_path):
    found = [info(tmp_path, day) for day in DAYS]
    damaged = SnapshotInfo("broken", tmp_path / "broken", "", 0, 0, "cannot be read")
    older = SnapshotInfo("older", tmp_path / "older", "2026-02-28T23:00:00+00:00", 3, 1, "format 4")
    gone = superfluous([damaged, *found, older], dt.date(2026, 3, 4), ["s0214"])
    stay = {one.id for one in found} - {one.id for one in gone}
    young = {f"s{day:%m%d}" for day in DAYS if day >= dt.date(2026, 3, 4)}
    assert stay == {"s0131", "s0228", "s0214", *young}
    assert damaged not in gone
    assert older not in gone
    assert superfluous(found, dt.date(2026, 1, 1), []) == []


def test_snapshots_are_removed_only_when_asked(ran_root):
    root = ran_root
    latest = (root / "outputs/latest").read_text().strip()
    for n, created in enumerate(("2020-01-03", "2020-01-04", "2020-02-01")):
        folder = root / f"outputs/snapshots/old{n}"
        shutil.copytree(root / "outputs/snapshots" / latest, folder)
        package = json.loads((folder / "datapackage.json").read_text())
        package["created"] = f"{created}T04:00:00+00:00"
        (folder / "datapackage.json").write_text(json.dumps(package))
    (root / "outputs/cache/old0").mkdir(parents=True)

    def call(*words):
        return CliRunner().invoke(cli, ["--root", str(root), "snapshots", "thin", *words])

    def there():
        return sorted(path.name for path in (root / "outputs/snapshots").iterdir())

    assert "1 snapshot, " in call().stdout
    assert call("--keep", "old9", "--write").exit_code != 0
    assert "0 snapshots, 0 MB removed" in call("--keep", "old0", "--write").stdout
    assert there() == sorted([latest, "old0", "old1", "old2"])
    told = json.loads(call("--write", "--json").stdout)
    assert [one["id"] for one in told["snapshots"]] == ["old0"]
    assert there() == sorted([latest, "old1", "old2"])
    assert not (root / "outputs/cache/old0").exists()
