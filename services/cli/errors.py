"""What can go wrong for the person at the terminal. Each message is what they read.

CodebookError
├── SettingsError
├── PartError
├── PortTakenError
├── AlreadyRunningError
├── NotRunningError
└── ProcessError
    ├── StepFailedError
    ├── DiedError
    └── NotReadyError
"""


class CodebookError(Exception):
    """The command cannot go on; it ends with this message and exit code 1."""


class SettingsError(CodebookError):
    """A setting in the environment has a value that cannot be used."""


class PartError(CodebookError):
    """A server program that Codebook needs cannot be had."""


class PortTakenError(CodebookError):
    """A port that a process of the stack should listen on is taken or not allowed."""


class AlreadyRunningError(CodebookError):
    """Another `codebook up` runs on the same data."""


class NotRunningError(CodebookError):
    """The command needs a running stack and there is none."""


class ProcessError(CodebookError):
    """A process of the stack did not do what it should."""


class StepFailedError(ProcessError):
    """A step that runs to its end, such as a migration, ended badly."""


class DiedError(ProcessError):
    """A process that should keep running ended by itself."""


class NotReadyError(ProcessError):
    """A process runs and did not become ready in time."""


class StopAskedError(Exception):
    """Not a fault: the person or the machine asked the command to stop."""
