"""The torture tests in short; each is a command, ``python -m tests.torture.NAME``."""

from __future__ import annotations

from tests.torture import (
    conflict_copies,
    damage,
    enospc,
    foreign,
    git_merge,
    histories,
    kill9,
    multi,
    multikill,
    power,
    torn,
)


def test_nothing_acknowledged_is_lost_by_a_kill():
    result = kill9.run(trials=30)
    assert result["changes"] > 0
    assert (result["lost"], result["unreadable"]) == (0, 0)


def test_a_write_cut_anywhere_leaves_what_was_there_before():
    result = torn.run(writes=1)
    assert result["cuts"] > 100
    assert result["wrong"] == 0


def test_damage_costs_no_more_than_the_damaged_lines_and_is_told():
    result = damage.run(n=102, flips=500)
    assert {result[name] for name in ("exceptions", "lost", "wrong", "silent")} == {0}


def test_processes_that_write_at_once_lose_no_update():
    assert multi.run(procs="2,4", changes=60)["lost"] == 0


def test_killed_writers_lose_nothing_while_the_others_go_on():
    result = multikill.run(kills=6, writers=3)
    assert result["inserted"] > 0
    assert result["lost"] == 0


def test_a_full_disk_loses_nothing_and_can_be_written_again():
    assert enospc.run(trials=1)["lost"] == 0


def test_a_file_replaced_under_an_open_session_is_healed():
    assert foreign.run(trials=2)["lost"] == 0


def test_branches_are_merged_by_git_without_conflict_or_loss():
    result = git_merge.run(n=3)
    assert (result["conflicts"], result["lost"]) == (0, 0)


def test_conflict_copies_of_sync_tools_are_joined():
    result = conflict_copies.run(n=4)
    assert result["edits"] > 50
    assert result["lost"] == 0


def test_copies_joined_in_any_order_agree():
    result = histories.run(n=200)
    assert (result["differences"], result["lost"]) == (0, 0)


def test_a_power_cut_loses_nothing_where_one_can_be_made():
    """Without root or loop devices there is none to be made; the module says why."""
    result = power.run(fs="ext4", trials=2, controls=1)
    assert result["lost"] == 0
    assert result["ext4"]
