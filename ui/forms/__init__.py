"""Forms that are made from the declarations of a specification's fields."""
