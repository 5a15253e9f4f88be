"""Column names that usually play a role, the likeliest first: English ones, then Chinese ones."""

TEXT_NAMES = (
    "text", "sentence", "review", "content", "document", "comment", "message", "body", "tweet", "title",
    "文本", "内容", "评论", "正文", "句子", "标题", "评价", "留言",
)  # fmt: skip
LABEL_NAMES = (
    "label", "class", "category", "target", "sentiment", "topic", "intent", "tag", "y", "rating",
    "标签", "类别", "分类", "类目", "情感", "主题", "意图",
)  # fmt: skip
