"""What a member sees and changes: usage, sessions, password, address, keys, data, the end."""

import json
import re
from datetime import timedelta

import pytest

from tests.support.accounts import PASSWORD, Browser, Site
from tests.support.book import GATED
from tests.support.clock import FakeClock

pytestmark = pytest.mark.redis
PAGE, API = "/codes/icd-10-cm/E11.9", "/api/v1/codes/icd-10-cm/E11.9"
EMAIL, OTHER_EMAIL = "coder@clinic.example", "other@clinic.example"
NEW_PASSWORD = "nine green mice at dawn"  # noqa: S105 - of nobody


@pytest.fixture
def member(site: Site) -> Browser:
    return site.member(EMAIL)


def key_of(page: str) -> str:
    return str(re.findall(r"<code>(codebook_[^<]+)</code>", page)[0])


def page_row(member: Browser) -> str:
    """Return the row of the account's page that counts code pages."""
    return member.get("/account").text.split("Code pages</th>")[1].split("</tr>")[0]


def used_pages(member: Browser) -> list[str]:
    return re.findall(r">(\d+)<", page_row(member))


def test_what_is_used_and_when_it_begins_anew(member: Browser) -> None:
    member.get(PAGE)
    assert used_pages(member) == ["1", "6"]
    assert "July 1, 2026" in page_row(member)


def test_sessions_are_listed_and_can_be_ended(site: Site, member: Browser) -> None:
    phone = site.browser("198.51.100.9", agent="Mozilla/5.0 (iPhone) Safari/604.1")
    phone.fill("/login", email=EMAIL, password=PASSWORD)
    page = member.get("/account").text
    assert "Safari on iPhone" in page
    assert page.count("this one") == 1
    # The first form to that address is of the other session, which was used last.
    assert member.fill("/account", to="/account/sessions/end").status_code == 303
    assert phone.get("/account").status_code == 303
    assert member.get("/account").status_code == 200


def test_a_new_password_ends_other_sessions(site: Site, member: Browser) -> None:
    phone = site.browser()
    phone.fill("/login", email=EMAIL, password=PASSWORD)
    wrong = member.fill(
        "/account", to="/account/password", current_password="no", password=NEW_PASSWORD
    )
    assert (wrong.status_code, "This is not your password." in wrong.text) == (400, True)
    changed = member.fill(
        "/account", to="/account/password", current_password=PASSWORD, password=NEW_PASSWORD
    )
    assert changed.headers["Location"] == "/account?done=password"
    assert (member.get("/account").status_code, phone.get("/account").status_code) == (200, 303)
    assert phone.fill("/login", email=EMAIL, password=PASSWORD).status_code == 401
    assert phone.fill("/login", email=EMAIL, password=NEW_PASSWORD).status_code == 303
    assert "was changed just now" in site.mails(EMAIL)[-1]


def test_a_new_address_is_confirmed_from_its_mail(site: Site, member: Browser) -> None:
    site.member(OTHER_EMAIL)
    for email in ("new@clinic.example", OTHER_EMAIL):
        answer = member.fill(
            "/account", to="/account/email", current_password=PASSWORD, email=email
        )
        assert answer.headers["Location"] == "/account?done=email"
    assert "has one" in site.mails(OTHER_EMAIL)[-1]
    link = site.link("new@clinic.example")
    assert member.fill(link).status_code == 200
    assert "new@clinic.example" in member.get("/account").text
    assert member.fill(link).status_code == 409
    assert site.browser().fill("/login", email=EMAIL, password=PASSWORD).status_code == 401
    assert "address of your Codebook account was changed" in site.mails(EMAIL)[-1]


def test_a_key_is_shown_once_and_counted(site: Site, member: Browser) -> None:
    made = member.fill(
        "/account", to="/account/keys", name="my <b>tool</b>", scopes="gated", days="30"
    )
    key = key_of(made.text)
    assert made.headers["Cache-Control"] == "no-store"
    listed = member.get("/account").text
    assert "my &lt;b&gt;tool&lt;/b&gt;" in listed
    assert key not in listed
    assert key not in str(site.rows("SELECT * FROM api_key"))

    program = site.browser()
    answer = program.get(API, Authorization=f"Bearer {key}")
    body = json.loads(answer.text)
    assert body["gated"]["unlocked"] is True
    assert GATED in json.dumps(body["gated"]["notes"])
    # Four more calls of five; then none.
    for _ in range(4):
        assert (
            program.get("/api/v1/suggest?q=E11", Authorization=f"Bearer {key}").status_code == 200
        )
    used_up = program.get(API, Authorization=f"Bearer {key}")
    assert used_up.status_code == 429
    assert int(used_up.headers["Retry-After"]) > 3600
    # Without a key everything public is there as before.
    assert "gated" not in json.loads(program.get(API).text)


def test_who_has_written_much_can_take_it_along(site: Site, member: Browser) -> None:
    site.rows(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
        "INSERT INTO note (account_id, system, code, text, updated_at) "
        "SELECT account.id, 'icd-10-cm', 'E' || i, printf('%05000d', i), 1 FROM n, account"
    )
    assert member.get("/account/codes").status_code == 200
    assert len(json.loads(member.get("/account/data").text)["notes"]) == 1000


def test_a_call_is_counted_whatever_number_it_gives_itself(site: Site, member: Browser) -> None:
    bearer = f"Bearer {member.make_key()}"
    statuses = [
        site.browser().get(API, Authorization=bearer, X_Request_Id="always-the-same").status_code
        for _ in range(6)
    ]
    assert statuses == [200] * 5 + [429]


def test_looking_at_the_head_of_a_code_costs_no_page(site: Site, member: Browser) -> None:
    program = site.browser()
    headers = {"Authorization": f"Bearer {member.make_key('gated')}"}
    assert program.client.head(API, headers=headers).status_code == 200
    assert used_pages(member) == ["0", "6"]
    assert program.get(API, **headers).status_code == 200
    assert used_pages(member) == ["1", "6"]


def test_nothing_keeps_a_page_of_a_member(site: Site, member: Browser) -> None:
    for path in ("/account", "/account/codes", "/account/data", "/staff"):
        for browser in (member, site.browser()):
            assert browser.get(path).headers["Cache-Control"] == "no-store", path


def test_a_revoked_or_expired_key_is_refused(site: Site, member: Browser, clock: FakeClock) -> None:
    keys = [member.make_key() for _ in range(2)]
    program = site.browser()
    assert program.get(API, Authorization=f"Bearer {keys[1]}").status_code == 200
    # The newest stands first.
    while len(site.rows("SELECT 1 FROM api_key")) > 1:
        assert member.fill("/account", to="/account/keys/revoke").status_code == 303
    answers = [program.get(API, Authorization=f"Bearer {key}").status_code for key in keys]
    assert sorted(answers) == [200, 401]
    clock.advance(timedelta(days=30))
    answers = [program.get(API, Authorization=f"Bearer {key}").status_code for key in keys]
    assert answers == [401, 401]


@pytest.mark.parametrize("given", ["Bearer junk", "Bearer ", "Basic eDp5", "Bearer " + "x" * 999])
def test_what_is_no_key_is_refused_with_a_problem(site: Site, given: str) -> None:
    answer = site.browser().get(API, Authorization=given)
    assert answer.status_code == 401
    assert json.loads(answer.text)["reason"] == "KEY_INVALID"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "", "scopes": "read"}, "It needs 1 to 80 characters."),
        ({"name": "a\r\nX-Header: b", "scopes": "read"}, "control characters"),
        ({"name": "tool"}, "Choose from"),
        ({"name": "tool", "scopes": "all"}, "Choose from"),
        ({"name": "tool", "scopes": "read", "days": "9999"}, "days"),
        ({"name": "tool", "scopes": "read", "days": "-1"}, "whole number"),
    ],
)
def test_a_key_that_cannot_be_made_is_said_why(
    member: Browser, fields: dict[str, str], words: str
) -> None:
    answer = member.fill("/account", to="/account/keys", **fields)
    assert answer.status_code == 400
    assert words in answer.text


def test_notes_favourites_and_pages_seen(site: Site, member: Browser) -> None:
    assert member.fill(PAGE, to=f"{PAGE}/note", text="Ask <b>Anna</b>.").status_code == 303
    assert member.fill(PAGE, to=f"{PAGE}/favourite", folder="Monday").status_code == 303
    page = member.get(PAGE).text
    assert "Ask &lt;b&gt;Anna&lt;/b&gt;." in page
    assert "Monday" in page
    # Nobody else's page has it.
    assert "Anna" not in site.browser().get(PAGE).text
    assert "Anna" not in site.member(OTHER_EMAIL).get(PAGE).text

    shelf = member.get("/account/codes").text
    for words in ("Monday", "Ask &lt;b&gt;Anna", "Recently seen", 'href="/codes/icd-10-cm/E11.9"'):
        assert words in shelf
    assert shelf.count("Type 2 diabetes mellitus without complications") == 3
    member.fill("/account/codes", to=f"{PAGE}/favourite/remove")
    member.fill(PAGE, to=f"{PAGE}/note", text="")
    member.fill("/account/codes", to="/account/codes/forget")
    assert member.get("/account/codes").text.count("None yet") == 3


def test_a_page_with_own_marks_is_sent_again_only_when_they_change(member: Browser) -> None:
    member.get(PAGE)
    tag = member.get(PAGE).headers["ETag"]
    assert member.get(PAGE, If_None_Match=tag).status_code == 304
    member.fill(PAGE, to=f"{PAGE}/note", text="new")
    assert member.get(PAGE, If_None_Match=tag).status_code == 200


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        (f"{PAGE}/note", {"text": "x" * 5_001}, 400),
        (f"{PAGE}/note", {"text": "a\x00b"}, 400),
        (f"{PAGE}/favourite", {"folder": " "}, 400),
        (f"{PAGE}/favourite", {"folder": "x" * 81}, 400),
        ("/codes/icd-10-cm/E99.99/note", {"text": "x"}, 404),
        ("/codes/icd-12/E11.9/favourite", {"folder": "x"}, 404),
    ],
)
def test_what_cannot_be_kept_is_said_why(
    member: Browser, path: str, fields: dict[str, str], status: int
) -> None:
    proof = re.findall(r'name="form_proof" value="([^"]+)"', member.get(PAGE).text)[0]
    assert member.post(path, {"form_proof": proof, **fields}).status_code == status


def test_everything_can_be_taken_along(member: Browser) -> None:
    member.fill(PAGE, to=f"{PAGE}/note", text="mine")
    member.fill(PAGE, to=f"{PAGE}/favourite", folder="Monday")
    member.fill("/account", to="/account/keys", name="tool", scopes="read", days="0")
    answer = member.get("/account/data")
    assert "attachment" in answer.headers["Content-Disposition"]
    data = json.loads(answer.text)
    assert data["account"]["email"] == EMAIL
    assert data["notes"][0]["text"] == "mine"
    assert data["favourites"][0]["folder"] == "Monday"
    assert data["recently_seen"][0]["page"] == "icd-10-cm/E11.9"
    assert data["api_keys"][0]["name"] == "tool"
    assert data["used_in_this_window"]["page_view"] == 1
    assert [entry["what"] for entry in data["log"]] == ["key made", "registered"]


def test_a_deleted_account_leaves_nothing_behind(
    site: Site, member: Browser, redis_server: object
) -> None:
    member.fill(PAGE, to=f"{PAGE}/note", text="mine")
    site.browser().get(API, Authorization=f"Bearer {member.make_key()}")
    (account,) = site.rows("SELECT id FROM account")[0]
    wrong = member.fill("/account", to="/account/delete", current_password="no")
    assert wrong.status_code == 400
    assert (
        member.fill("/account", to="/account/delete", current_password=PASSWORD).status_code == 303
    )
    assert member.get("/account").status_code == 303
    for table in ("account", "note", "favourite", "api_key", "link", "mail"):
        assert site.rows(f"SELECT count(*) FROM {table}") == [(0,)], table  # noqa: S608 - ours
    with redis_server.client() as client:  # type: ignore[attr-defined]
        assert [key for key in client.scan_iter() if str(account) in key] == []
    logged = site.rows("SELECT action, actor, detail FROM audit ORDER BY id")
    assert logged[-1] == ("deleted", account, "")
    assert EMAIL not in str(logged)
    # The address is free again.
    site.member(EMAIL)
