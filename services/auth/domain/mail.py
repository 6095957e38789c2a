"""The mails that accounts send: plain text, a link where there is one, and nothing to track."""

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True)
class Mail:
    """One mail to be sent."""

    recipient: str
    subject: str
    body: str


class Mails:
    """Writes the mails of one website, which is at `address`."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    def verify(self, recipient: str, token: str) -> Mail:
        """Return what a new reader confirms an address by."""
        return self._mail(
            recipient,
            "Confirm your Codebook account",
            f"""\
            Somebody, probably you, asked for a Codebook account with this address.

            To finish, open this link within a day:

            {self._address}/verify?token={token}

            If it was not you, do nothing: without the link there will be no account.
            """,
        )

    def already_registered(self, recipient: str) -> Mail:
        """Return what is sent when an address that has an account is registered again."""
        return self._mail(
            recipient,
            "You have a Codebook account already",
            f"""\
            Somebody, probably you, asked for a Codebook account with this address, which has one.

            Sign in:              {self._address}/login
            Forgot the password:  {self._address}/reset

            If it was not you, there is nothing to do.
            """,
        )

    def reset(self, recipient: str, token: str) -> Mail:
        """Return what a forgotten password is replaced by."""
        return self._mail(
            recipient,
            "Choose a new Codebook password",
            f"""\
            Somebody, probably you, asked for a new password for this Codebook account.

            To choose one, open this link within an hour:

            {self._address}/reset/new?token={token}

            If it was not you, do nothing: the password stays as it is.
            """,
        )

    def confirm_email(self, recipient: str, token: str) -> Mail:
        """Return what a changed address is confirmed by, sent to the new one."""
        return self._mail(
            recipient,
            "Confirm your new address for Codebook",
            f"""\
            To use this address for your Codebook account, open this link within an hour:

            {self._address}/account/email/confirm?token={token}

            If you have no account, do nothing.
            """,
        )

    def password_changed(self, recipient: str, keys: int) -> Mail:
        """Return what is sent after a password was changed, while so many keys are still good."""
        good = {0: "", 1: " One API key of it is still good."}
        left = good.get(keys, f" {keys} API keys of it are still good.")
        return self._told(
            recipient,
            "Your Codebook password was changed",
            f"The password of your Codebook account was changed just now.{left}",
        )

    def address_changed(self, recipient: str) -> Mail:
        """Return what is sent to the old address after another was confirmed."""
        return self._told(
            recipient,
            "Your Codebook address was changed",
            "The address of your Codebook account was changed just now.",
        )

    def key_made(self, recipient: str) -> Mail:
        """Return what is sent after an API key was made."""
        return self._told(
            recipient,
            "An API key was made for your Codebook account",
            "An API key was made for your Codebook account just now.",
        )

    def _told(self, recipient: str, subject: str, what: str) -> Mail:
        """Return what an owner is told after a change that somebody else might have made."""
        return self._mail(
            recipient,
            subject,
            f"""\
            {what}

            If it was not you, choose a new password at once, and let it revoke the API keys:
            {self._address}/reset
            """,
        )

    def _mail(self, recipient: str, subject: str, body: str) -> Mail:
        return Mail(recipient, subject, dedent(body) + "\n-- \nCodebook, " + self._address + "\n")
