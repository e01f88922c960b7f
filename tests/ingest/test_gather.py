"""What a person names becomes articles, in a settled order; what cannot be read is told, not thrown."""

import os
import socket
from pathlib import Path

import pytest

from claims.ingest.gather import gather
from claims.ingest.types import ArticleDraft, Fault, Limits
from tests.ingest import samples
from tests.ingest.server import page, redirect, serving
from tests.ingest.test_feed_reader import ATOM, rss

LIMITS = Limits(allow_hosts=frozenset({"127.0.0.1"}), connect=1, read=1, whole=2)


def drafts(target: Path | str) -> list[ArticleDraft]:
    found = list(gather(str(target), LIMITS))
    assert all(isinstance(item, ArticleDraft) for item in found), found
    return [item for item in found if isinstance(item, ArticleDraft)]


def fault(target: Path | str) -> str:
    [found] = gather(str(target), LIMITS)
    assert isinstance(found, Fault)
    return found.message


def test_a_folder_is_read_in_order_with_all_its_kinds(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "page.html").write_text(samples.PAGE, encoding="utf-8")
    (tmp_path / "a.txt").write_text(samples.TEXT, encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    (tmp_path / "feed.xml").write_text(ATOM, encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("no", encoding="utf-8")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    names = [Path(draft.origin.split(" line")[0].split(" entry")[0]).name for draft in drafts(tmp_path)]
    assert names == ["a.txt", "c.jsonl", "c.jsonl", "feed.xml", "page.html"]


def test_a_file_without_a_telling_name_is_read_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(samples.PAGE, encoding="utf-8")
    (tmp_path / "lines").write_text('{"text": "One."}\n', encoding="utf-8")
    [page_draft] = drafts(tmp_path / "page")
    [line_draft] = drafts(tmp_path / "lines")
    assert page_draft.byline == "Ida Holm"
    assert line_draft.text == "One."


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    assert fault(tmp_path / "none.txt").endswith(
        "none.txt: No such file or directory. Check the path; it counts from the folder you are in."
    )


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.symlink_to("/proc/self/mem")  # cannot be read by anybody, root included
    assert "See that the disk and the path are in order." in fault(secret)


def test_a_named_pipe_is_refused_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert fault(tmp_path / "pipe").endswith(
        "pipe: not a regular file but a named pipe. Save what it holds as a file and ingest that."
    )


def test_a_device_is_refused() -> None:
    assert fault("/dev/zero").startswith("/dev/zero: not a regular file but a device.")


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # an address of a socket is short
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("door")
        assert "not a regular file but a socket" in fault("door")


def test_a_named_pipe_in_a_folder_does_not_keep_the_others_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(samples.TEXT, encoding="utf-8")
    (tmp_path / "c.txt").symlink_to(tmp_path / "a.txt")
    first, second, third = gather(str(tmp_path), LIMITS)
    assert isinstance(first, Fault)
    assert "a.txt: not a regular file but a named pipe" in first.message
    assert isinstance(second, ArticleDraft)
    assert isinstance(third, Fault)


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    assert "no articles in this folder. Files are read that end in .atom" in fault(tmp_path)


def test_one_bad_file_does_not_keep_the_others_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_text(samples.TEXT, encoding="utf-8")
    first, second = gather(str(tmp_path), LIMITS)
    assert isinstance(first, Fault)
    assert isinstance(second, ArticleDraft)


def test_a_page_is_fetched_and_known_by_where_it_was_found() -> None:
    with serving({"/go": redirect("/harbour?utm_source=x"), "/harbour": page(samples.PAGE)}) as site:
        [draft] = drafts(site + "/go")
    assert draft.url == site + "/harbour"
    assert samples.LINES[2] in draft.text


def test_the_links_of_a_feed_are_followed_and_one_that_fails_is_told() -> None:
    feed = rss("<title>A</title><link>/a</link>", "<title>B</title><link>/gone</link>")
    answers = {"/feed": page(feed, "application/rss+xml"), "/a": page(samples.PAGE)}
    with serving(answers) as site:
        good, bad = gather(site + "/feed", LIMITS)
    assert isinstance(good, ArticleDraft)
    assert good.url.endswith("/a")
    assert isinstance(bad, Fault)
    assert "answered 404" in bad.message


def test_a_feed_that_leads_to_feeds_is_not_followed_for_ever() -> None:
    feed = page(rss("<title>A</title><link>/feed</link>"), "application/rss+xml")
    with serving({"/feed": feed}) as site:
        assert "a feed inside a feed" in fault(site + "/feed")
