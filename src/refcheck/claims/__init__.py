"""Does the sentence say what the cited work is about? Vocabulary, segments of sentences, and their comparison."""
