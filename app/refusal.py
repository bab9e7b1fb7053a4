"""The one exception by which a command says in plain words why it does not go on."""


class Refused(Exception):
    """The message is for the technician: what is wrong, and what to do."""
