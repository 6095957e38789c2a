import pytest

from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.text import Place


def test_a_second_record_of_a_key_is_a_fault_that_names_the_first() -> None:
    keys = Keys("HCPCS, MOD")
    keys.add(Place("file", "line 1"), "X9001", "")
    keys.add(Place("file", "line 2"), "X9001", "TC")
    assert len(keys) == 2
    with pytest.raises(FileFaultError, match="the same key as line 1") as raised:
        keys.add(Place("file", "line 3"), "X9001", "")
    assert (raised.value.where, raised.value.column) == ("line 3", "HCPCS, MOD")
