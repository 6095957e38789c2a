from pathlib import Path

from services.runtime.database import make_folder, open_engine


def test_other_users_of_the_machine_cannot_read_the_folder_of_a_database(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    engine = open_engine(f"sqlite:///{folder / 'auth.db'}", 1)
    make_folder(engine)
    engine.dispose()
    assert folder.stat().st_mode & 0o077 == 0
