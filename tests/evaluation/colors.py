"""The picture's colours (Okabe and Ito): colour-blind readers can tell them apart, and in grey too."""

BLUE, SKY, GREEN, YELLOW = "#0072B2", "#56B4E9", "#009E73", "#F0E442"
ORANGE, VERMILION, PURPLE = "#E69F00", "#D55E00", "#CC79A7"
INK, GREY, PALE = "#1a1a1a", "#6b6b6b", "#d9d9d9"
