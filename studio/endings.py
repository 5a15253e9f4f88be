"""The endings of the files that data sets come in, by format."""

DATA_ENDINGS: dict[str, tuple[str, ...]] = {
    "csv": (".csv",),
    "tsv": (".tsv", ".tab"),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "parquet": (".parquet", ".pq"),
    "excel": (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
    "text": (".txt",),
    "conll": (".conll", ".conllu", ".iob", ".iob2", ".bio", ".bioes"),
    "po": (".po",),
    "tmx": (".tmx",),
}
GZIP_ENDING = ".gz"


def file_patterns() -> str:
    """Return the endings as a file dialog takes them, each also gzipped."""
    endings = [ending for members in DATA_ENDINGS.values() for ending in members]
    return " ".join(f"*{ending} *{ending}{GZIP_ENDING}" for ending in endings)
