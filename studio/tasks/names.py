"""Column names that usually play a role, the likeliest first: English ones, then Chinese ones."""

TEXT_NAMES = (
    "text", "sentence", "body", "review", "content", "document", "comment", "message", "tweet", "description",
    "abstract", "post", "utterance", "feedback", "文本", "内容", "评论", "正文", "句子", "评价", "留言", "描述",
)  # fmt: skip
# A text in short: taken where nothing longer is there.
TITLE_NAMES = ("title", "headline", "subject", "summary", "heading", "caption", "标题", "摘要")
LABEL_NAMES = (
    "label", "class", "category", "target", "sentiment", "topic", "intent", "annotation", "tag", "y", "rating",
    "标签", "类别", "分类", "类目", "情感", "主题", "意图", "标注",
)  # fmt: skip
# What people gave a text: taken where the values look like classes and nothing is called a label.
RATING_NAMES = ("stars", "star", "overall", "score", "polarity", "rate", "评分", "星级", "打分")
