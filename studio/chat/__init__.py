"""Conversations: messages of a system, a user and an assistant, and how models read them. No TensorFlow."""

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
from studio.chat.setting import AUTO, check_setting, given_template, is_template
from studio.chat.special import Piece, split_special
from studio.chat.template import ChatTemplate, Turn
from studio.chat.templates import PLAIN, TEMPLATES

__all__ = [
    "AUTO",
    "PLAIN",
    "ROLES",
    "TEMPLATES",
    "ChatTemplate",
    "ConversationFault",
    "FaultKind",
    "Message",
    "Piece",
    "Role",
    "Turn",
    "check_conversation",
    "check_question",
    "check_setting",
    "dump_conversation",
    "find_fault",
    "given_template",
    "is_template",
    "names_role",
    "parse_conversation",
    "read_message",
    "shown_entry",
    "split_special",
]
