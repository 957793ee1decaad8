"""What the words about an amount say: its account, its purse, its body, its year, its item."""
