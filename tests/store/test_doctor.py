"""The doctor finds what is wrong; a purge leaves nothing behind that it can reach."""

from __future__ import annotations

import pytest

from reader.core.annotation import Annotation, Code
from reader.core.errors import RefusedError
from reader.store.doctor import examine
from reader.store.drafts import DraftFolder
from reader.store.lines import head
from reader.store.purge import purge, removed
from reader.store.store import TinyStore

SECRET = "the name of the source"


def told(desk, **options) -> list[str]:
    return [finding.what for finding in examine(desk.store, **options)]


def test_a_sound_store_has_no_findings(desk):
    assert told(desk) == []
    desk.add(1)
    desk.commit((None, Code("7", "war")), document="")
    desk.commit((None, Annotation("2", tags=("7",))))
    desk.store.daily("2026-11-22")
    assert told(desk) == []


def test_everything_that_is_wrong_is_found(desk):
    for number in range(1, 4):
        desk.add(number, document=f"document{number}")
    first, second, third = (
        desk.folder / "annotations" / "do" / f"document{number}.json" for number in (1, 2, 3)
    )
    first.write_bytes(first.read_bytes().replace(b',"1":{', b',"1":['))
    second.write_bytes(second.read_bytes().replace(b"a note", b"edited"))
    third.with_name("document3 (conflicted copy).json").write_bytes(third.read_bytes())
    third.chmod(0o644)
    desk.commit((None, Annotation("4", tags=("8",))))
    (third.parent / "holiday.jpg").touch(0o600)
    (third.parent / ".document1.json.tmp99").touch(0o600)
    (desk.state / "backups").mkdir(mode=0o700)
    (desk.state / "backups" / "2026-11-20.zip").touch(0o600)
    assert set(told(desk.again())) == {
        "1 damaged line",
        "1 note edited by another program",
        "1 tag not in the codebook",
        "a conflict copy that a sync tool has left",
        "does not belong here",
        "left over from a write that was cut off",
        "others may read it (mode 644)",
        "the backup cannot be read",
    }


def test_an_examination_touches_nothing_in_the_store(desk):
    desk.add(1)
    desk.add(2)
    desk.store.vanished()
    desk.commit((None, Code("7", "war")), document="")
    codebook = desk.folder / "codebook.json"
    for path in (desk.file, codebook):
        path.write_bytes(path.read_bytes().replace(b'\n,"', b'\n,["', 1))
    before = {path: path.read_bytes() for path in (desk.file, codebook)}
    for _ in range(2):
        assert [one for one in told(desk.again()) if "damaged" in one] == ["1 damaged line"] * 2
    assert {path: path.read_bytes() for path in before} == before


def test_a_codebook_of_a_newer_format_is_a_finding_and_not_the_end(desk):
    desk.commit((None, Code("7", "war")), document="")
    desk.commit((None, Annotation("2", tags=("7",))))
    codebook = desk.folder / "codebook.json"
    codebook.write_bytes(codebook.read_bytes().replace(head("codes"), head("codes", 9)))
    assert told(desk.again()) == ["the file was written by a newer version of this program"]


def test_a_repair_says_so_and_leaves_nothing_to_repair(desk):
    desk.add(1)
    desk.add(2)
    desk.file.write_bytes(desk.file.read_bytes().replace(b',"1":{', b',"1":['))
    desk.file.chmod(0o640)
    copy = desk.file.with_name(f"{desk.document}.sync-conflict-20261122-101010-ABC.json")
    copy.write_bytes(desk.file.read_bytes())
    copy.chmod(0o600)
    progress = []
    findings = list(
        examine(desk.again().store, repair=True, progress=lambda *one: progress.append(one))
    )
    assert findings
    assert all(finding.repaired for finding in findings)
    assert progress == [(1, 1)]
    assert told(desk.again()) == []
    assert desk.again().notes().keys() == {"1", "2"}


def test_what_cannot_be_repaired_is_said_and_the_rest_is_looked_at(desk, monkeypatch):
    for number in (1, 2):
        desk.add(number, document=f"document{number}")
        file = desk.folder / "annotations" / "do" / f"document{number}.json"
        file.write_bytes(file.read_bytes().replace(b'\n,"', b'\n,["', 1))

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reader.store.line_file.replace_file", refuse)
    findings = list(examine(desk.again().store, repair=True))
    assert len(findings) == 2
    for finding in findings:
        assert not finding.repaired
        assert "could not be repaired: " in finding.remedy
        assert "No space left" in finding.remedy


def test_a_purge_leaves_no_trace_of_a_removed_text_in_reach(desk, tmp_path):
    desk.add(2, note="another note")
    one = desk.add(1, note=SECRET)
    two = desk.edit(one, note=f"{SECRET}, edited")
    desk.store.backups.make("2026-11-20")
    desk.file.write_bytes(desk.file.read_bytes() + b"garbage\n")
    desk.notes()
    desk.store = TinyStore(desk.folder, desk.state, tmp_path / "cache")
    desk.store.refresh_index()
    desk.commit((two, None))
    drafts = DraftFolder(desk.state / "drafts")
    drafts.keep("one", f"{SECRET}, and more")
    drafts.keep("another", "not about it")
    for left in (desk.file, desk.state / "backups" / "2026-11-20.zip"):
        left.with_name(f".{left.name}.tmp77").write_text(SECRET)
    assert SECRET.encode() in everything(tmp_path)
    purged = purge(desk.store, drafts, desk.document, ["1"])
    assert SECRET.encode() not in everything(tmp_path)
    assert (purged.lines, purged.events, purged.backups, purged.quarantined) == (1, 3, 1, 1)
    assert (purged.drafts, drafts.get("another")) == (1, "not about it")
    assert any("Other devices" in sentence for sentence in purged.beyond_reach)
    assert desk.again().notes() == {"2": "another note"}
    desk.store.backups.verify("2026-11-20")
    assert len(desk.store.events(desk.document)) == 1


def test_what_was_removed_long_ago_is_found_in_backups_too(desk):
    one, two = desk.add(1, note=SECRET), desk.add(2)
    desk.store.backups.make("2026-11-20")
    desk.commit((one, None))
    assert removed(desk.store, desk.document) == {"1"}
    for path in (desk.state / "journal").iterdir():
        path.unlink()
    assert removed(desk.again().store, desk.document) == {"1"}
    desk.file.unlink()
    again = desk.again()
    again.commit((None, two))
    assert removed(again.store, desk.document) == {"1"}


def test_a_purge_of_what_was_not_removed_is_refused(desk):
    desk.add(1, note=SECRET)
    with pytest.raises(RefusedError):
        purge(desk.store, DraftFolder(desk.state / "drafts"), desk.document, ["1"])
    assert desk.notes() == {"1": SECRET}


def test_a_purged_text_does_not_come_back_from_another_open_session(desk):
    one = desk.add(1, note=SECRET)
    other = desk.again()
    assert other.notes() == {"1": SECRET}
    desk.commit((one, None))
    purge(desk.store, DraftFolder(desk.state / "drafts"), desk.document, ["1"])
    assert other.notes() == {}
    other.add(2)
    assert SECRET.encode() not in desk.file.read_bytes()


def everything(folder) -> bytes:
    return b"".join(b"".join(_unpacked(path)) for path in folder.rglob("*") if path.is_file())


def _unpacked(path):
    import zipfile

    yield path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            yield from map(archive.read, archive.namelist())
