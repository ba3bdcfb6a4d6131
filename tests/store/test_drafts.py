"""A note that is being written outlives the program."""

from __future__ import annotations

from reader.store.drafts import DraftFolder


def test_a_draft_is_there_for_the_next_program(tmp_path):
    DraftFolder(tmp_path / "drafts").keep("doc 10-20", "half a thought — ✎")
    assert DraftFolder(tmp_path / "drafts").get("doc 10-20") == "half a thought — ✎"


def test_drafts_are_told_apart_and_forgotten_one_by_one(tmp_path):
    drafts = DraftFolder(tmp_path)
    drafts.keep("doc 10-20", "one")
    drafts.keep("../../etc/passwd\x00", "two")
    drafts.drop("doc 10-20")
    assert drafts.get("doc 10-20") == ""
    assert drafts.get("../../etc/passwd\x00") == "two"
    assert all(path.parent == tmp_path for path in tmp_path.iterdir())


def test_drafts_with_a_text_are_forgotten_but_not_those_that_hold_a_short_word_of_it(tmp_path):
    drafts = DraftFolder(tmp_path)
    for about in ("all of it", "a beginning", "other"):
        drafts.keep(
            about, {"all of it": "ask", "a beginning": "ask the bank, soon"}.get(about, "bask")
        )
    assert drafts.forget(["ask\n", ""]) == 1
    assert [drafts.get(one) for one in ("all of it", "other")] == ["", "bask"]
    assert drafts.forget(["ask the bank"]) == 1
    assert drafts.get("a beginning") == ""


def test_a_draft_is_private(tmp_path):
    drafts = DraftFolder(tmp_path / "drafts")
    drafts.keep("doc", "secret")
    (path,) = (tmp_path / "drafts").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_forgetting_what_was_never_kept_does_nothing(tmp_path):
    DraftFolder(tmp_path / "drafts").drop("doc")
    assert not (tmp_path / "drafts").exists()
