"""From the text of an article to its references and citations, whatever the format of the file was."""
