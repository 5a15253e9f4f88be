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
    parse_conversation,
)

__all__ = [
    "ROLES",
    "ConversationFault",
    "FaultKind",
    "Message",
    "Role",
    "check_conversation",
    "check_question",
    "dump_conversation",
    "find_fault",
    "parse_conversation",
]
