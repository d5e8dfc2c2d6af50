"""Which series a report shows."""

import json
from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.reading.series import OF_A_SORT, read_series
from pipeline.publish.tables import Tables

N_EACH = 12


def test_regions_of_one_list_do_not_crowd_out_the_others(tmp_path):
    shares = {"un": 0.9, "wb": 0.8, "region": 0.1}
    rows = [
        {"kind": "region", "id": f"{sort}:r{n:02}", "label": f"R{n}", "n_documents": 9, "share": at}
        for sort, share in shares.items()
        for n in range(N_EACH)
        for at in [share - n / 1000]
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "series.parquet")
    (tmp_path / "datapackage.json").write_text(json.dumps({"culturescope": {}}))
    tables = Tables(tmp_path)
    shown = read_series(tables, "year", "year")["region"]
    tables.close()
    assert Counter(one.id.split(":")[0] for one in shown) == dict.fromkeys(
        shares, OF_A_SORT["region"]
    )
    assert [one.share for one in shown] == sorted((one.share for one in shown), reverse=True)
    assert shown[-1].id == "region:r07"
