"""What members keep: notes on codes, favourites in folders, pages seen."""
