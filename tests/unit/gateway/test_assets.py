"""Static files under addresses that never change their content."""

import gzip
from pathlib import Path

from services.gateway.assets import Assets


def test_the_address_changes_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("one")
    before = Assets(tmp_path)
    (tmp_path / "a.css").write_text("two")
    after = Assets(tmp_path)
    assert before.url("a.css") != after.url("a.css")
    assert before.at(after.url("a.css")) is None


def test_a_file_is_kept_plain_and_compressed(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("body{}")
    assets = Assets(tmp_path)
    asset = assets.at(assets.url("a.css"))
    assert asset
    assert asset.content_type == "text/css; charset=utf-8"
    assert gzip.decompress(asset.compressed) == asset.content == b"body{}"
