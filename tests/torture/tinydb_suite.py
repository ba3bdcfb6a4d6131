"""TinyDB's own tests, run against our storage and table.

They come with TinyDB's source distribution, which pip fetches. A line file holds one table, so a
database of several is one of several files here. Tests of the query cache or of TinyDB's own
storages cannot pass: `EXPECTED` names each with its reason, and any other failure is one.
"""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import tarfile
from pathlib import Path

from tests.torture import common

_CONFTEST = '''
import os
import tempfile
from pathlib import Path

import pytest
import tinydb
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage, MemoryStorage

from reader.store.line_file import LineFile, Site
from reader.store.lock import StoreLock
from reader.store.tables import LineDatabase, LineTable, LineStorage


class SequentialTable(LineTable):
    """Ids are counted up, as the tests expect."""

    def _get_next_id(self):
        return tinydb.table.Table._get_next_id(self)


class Database(LineDatabase):
    """Takes the arguments of TinyDB, and a line file for every table."""

    def __new__(cls, *args, storage=JSONStorage, **kwargs):
        if storage not in (JSONStorage, MemoryStorage):
            return Original(*args, storage=storage, **kwargs)
        return super().__new__(cls)

    def __init__(self, path=None, storage=JSONStorage, **kwargs):
        self._home = Path(path or tempfile.mkdtemp()).with_suffix(".tables")
        super().__init__(self._file("_default"))

    def _file(self, name):
        lock = StoreLock(self._home / ".lock")
        site = Site(
            lock, lambda: "a", self._home / "q", lambda _: (), print, lock.kept_open(os.O_RDWR)
        )
        return LineFile(self._home / f"{name}.json", name, site)

    def _new(self, name, **kwargs):
        return SequentialTable(LineStorage(self._file(name)), name, **kwargs)

    def table(self, name, **kwargs):
        if name not in self._tables:
            self._tables[name] = self._new(name, **kwargs)
        return self._tables[name]

    def tables(self):
        names = [path.stem for path in self._home.glob("*.json")]
        return {name for name in names if len(self._new(name))}

    def drop_table(self, name):
        self._new(name).truncate()
        self._tables.pop(name, None)

    def drop_tables(self):
        for name in self.tables():
            self.drop_table(name)


Original = tinydb.TinyDB
tinydb.TinyDB = Database


@pytest.fixture(params=["line"])
def db(request, tmp_path):
    database = Database(tmp_path / "test.db")
    database.drop_tables()
    database.insert_multiple({"int": 1, "char": c} for c in "abc")
    return database


@pytest.fixture
def storage():
    return CachingMiddleware(MemoryStorage)()
'''

_CACHE = "asserts on the query cache, which is off: it does not see other sessions' changes"
_STORAGE = "asserts that the storage is one of TinyDB's own"
EXPECTED = {
    **dict.fromkeys(
        ("test_lru_cache", "test_query_cache", "test_search", "test_search_path"), _CACHE
    ),
    **dict.fromkeys(("test_access_storage", "test_storage_access", "test_table_repr"), _STORAGE),
    "test_persist_table": "keeps an empty table in the file; a line file without records is none",
    "test_repr": "asserts on the name of the class TinyDB",
}


def _fetch(folder: Path) -> Path:
    """Fetch TinyDB's source and return the folder of its tests."""
    version = importlib.metadata.version("tinydb")
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-binary", ":all:", "--no-deps"]
    subprocess.run([*pip, "-d", folder, f"tinydb=={version}"], check=True)
    (archive,) = folder.glob("tinydb-*.tar.gz")
    with tarfile.open(archive) as source:
        source.extractall(folder, filter="data")
    return folder / f"tinydb-{version}" / "tests"


def run() -> dict[str, object]:
    with common.folder() as folder:
        tests = _fetch(folder)
        (tests / "conftest.py").write_text(_CONFTEST)
        names = ("test_tinydb.py", "test_tables.py", "test_operations.py")
        command = [sys.executable, "-m", "pytest", "-q", "-rf", "-p", "no:cacheprovider", "-p"]
        command += ["no:xdist", "--tb=line", "-c", "/dev/null", "--rootdir", str(tests)]
        paths = [str(tests / name) for name in names]
        here = Path(__file__).parents[2]
        result = subprocess.run(
            [*command, *paths],
            cwd=here,
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": str(here), "PATH": ""},
        )
    failed = set(re.findall(r"^FAILED .*::(\w+)", result.stdout, re.MULTILINE))
    passed = re.search(r"(\d+) passed", result.stdout)
    for name in sorted(failed):
        print(f"{name}: {EXPECTED.get(name, 'NOT EXPECTED')}")
    if not passed:
        print(result.stdout[-2000:], result.stderr[-2000:])
    return {
        "passed": passed[1] if passed else 0,
        "failed": len(failed),
        "wrong": len(failed - EXPECTED.keys()) + (not passed),
    }


if __name__ == "__main__":
    common.main(run)
