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
    assert asset.compressed
    assert gzip.decompress(asset.compressed) == asset.content == b"body{}"


def test_a_style_sheet_names_a_file_by_its_address(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('@font-face{src:url("b.woff2")}')
    (tmp_path / "b.woff2").write_bytes(b"a font")
    assets = Assets(tmp_path)
    sheet = assets.at(assets.url("a.css"))
    assert sheet
    assert sheet.content.decode() == f'@font-face{{src:url("{assets.url("b.woff2")}")}}'


def test_a_font_is_sent_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "b.woff2").write_bytes(b"a font")
    assets = Assets(tmp_path)
    font = assets.at(assets.url("b.woff2"))
    assert font
    assert (font.content_type, font.compressed) == ("font/woff2", None)
