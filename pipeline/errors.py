"""The one exception that stands for a user's mistake."""


class InputError(Exception):
    """What the user gave cannot be used.

    The message is one line that names the file, the line where there is one, and the cure. The command line prints it
    to standard error and exits with status 1; no traceback is shown.
    """
