"""Conversations: messages of a system, a user and an assistant, and how models read them. No TensorFlow."""

from studio.chat.choosing import AUTO, TEMPLATE_FILE, choose_template
from studio.chat.conversation import (
    ROLES,
    ConversationFault,
    FaultKind,
    Message,
    Role,
    check_conversation,
    check_question,
    dump_conversation,
    find_fault,
    names_role,
    parse_conversation,
    read_message,
    shown_entry,
)
from studio.chat.special import Piece, split_special
from studio.chat.template import ChatTemplate, Turn
from studio.chat.templates import TEMPLATES

__all__ = [
    "AUTO",
    "ROLES",
    "TEMPLATES",
    "TEMPLATE_FILE",
    "ChatTemplate",
    "ConversationFault",
    "FaultKind",
    "Message",
    "Piece",
    "Role",
    "Turn",
    "check_conversation",
    "check_question",
    "choose_template",
    "dump_conversation",
    "find_fault",
    "names_role",
    "parse_conversation",
    "read_message",
    "shown_entry",
    "split_special",
]
