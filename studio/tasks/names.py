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
# Of two texts that belong together.
FIRST_TEXT_NAMES = (
    "text", "text1", "text_1", "text_a", "first_text", "sentence1", "sentence_1", "sentence_a", "premise", "question1",
    "query", "question", "source", "left", "文本1", "第一文本", "句子1", "前提", "问题1", "问题",
)  # fmt: skip
SECOND_TEXT_NAMES = (
    "second_text", "text2", "text_2", "text_b", "sentence2", "sentence_2", "sentence_b", "hypothesis", "question2",
    "passage", "answer", "paraphrase", "right", "文本2", "第二文本", "句子2", "假设", "问题2", "答案",
)  # fmt: skip
