import stat
from pathlib import Path

from services.cli.keys import kept_key


def test_a_key_is_made_once(tmp_path: Path) -> None:
    first = kept_key(tmp_path, "AUTH_SECRET_KEY")

    assert len(first) >= 32
    assert kept_key(tmp_path, "AUTH_SECRET_KEY") == first
    assert kept_key(tmp_path, "REDIS_PASSWORD") != first


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    kept_key(tmp_path, "AUTH_SECRET_KEY")

    folder = tmp_path / "secrets"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "AUTH_SECRET_KEY").stat().st_mode) == 0o600


def test_a_draft_that_a_killed_start_left_is_not_taken_for_the_key(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / "AUTH_SECRET_KEY.new").write_text("half")

    assert len(kept_key(tmp_path, "AUTH_SECRET_KEY")) >= 32
    assert [path.name for path in folder.iterdir()] == ["AUTH_SECRET_KEY"]
