"""The pure part of the law library: from the bytes of a file to articles, and from two versions to what changed."""
