"""The Bot API's methods, by lower-case name."""

from simulators.chat.methods.answering import ANSWERING
from simulators.chat.methods.chats import CHATS
from simulators.chat.methods.editing import EDITING
from simulators.chat.methods.presenting import PRESENTING
from simulators.chat.methods.sending import SENDING
from simulators.chat.methods.updating import UPDATING

METHODS = {**SENDING, **EDITING, **ANSWERING, **CHATS, **PRESENTING, **UPDATING}
