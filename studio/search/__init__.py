"""Search by meaning over a file of the user's own: an index built once, kept with the run, and searched exactly."""

from studio.search.building import Embed, build_index
from studio.search.index import Description, Found, SearchIndex
from studio.search.places import hash_files, index_folder, stored_indexes

__all__ = [
    "Description",
    "Embed",
    "Found",
    "SearchIndex",
    "build_index",
    "hash_files",
    "index_folder",
    "stored_indexes",
]
