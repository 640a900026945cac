# Draws a forest plot from the tables that `copse forest DATA --data FOLDER` writes, and computes nothing.
#   copse forest bcg-vaccine --data forest-data > /dev/null
#   Rscript forest.R forest-data forest.pdf
arguments <- commandArgs(trailingOnly = TRUE)
read <- function(name) read.csv(file.path(arguments[1], name), encoding = "UTF-8", check.names = FALSE)
rows <- read("forest.csv"); shapes <- read("shapes.csv"); axis <- read("axis.csv")
item <- function(name, what = "value") axis[axis$item == name, what]
shown <- function(text) ifelse(is.na(text), "", text)
is_log <- item("scale", "label") == "log"

cairo_pdf(arguments[2], width = 9, height = 1.2 + 0.22 * nrow(rows))
layout(matrix(1:3, 1), widths = c(3.2, 3, 2.2))
span <- c(-nrow(rows) - 0.5, -0.5)
column <- function(texts, x, ...) text(x, -rows$row, shown(texts), font = bold, cex = 0.95, xpd = NA, ...)
empty <- function(...) plot(NA, ylim = span, yaxs = "i", axes = FALSE, xlab = "", ylab = "", ...)
bold <- ifelse(rows$row_type %in% c("study", "note"), 1, 2)

par(mar = c(4.5, 0.5, 0.5, 0.5))
empty(xlim = c(0, 1))
column(paste0(strrep("  ", rows$indent), rows$label), 0, adj = 0)

empty(xlim = c(item("lower"), item("upper")), xaxs = "i", log = if (is_log) "x" else "")
if (!is.na(item("reference"))) abline(v = item("reference"), col = "gray60")
for (part in split(shapes, list(shapes$row, shapes$shape), drop = TRUE)) {
  if (nrow(part) == 2) lines(part$x, part$y, lwd = if (part$shape[1] == "prediction") 4 else 1)
  else polygon(part$x, part$y, col = if (part$shape[1] == "square") "steelblue" else "black", border = NA)
}
ticks <- axis[axis$item == "tick", ]
axis(1, at = ticks$value, labels = ticks$label)
mtext(item("title", "label"), side = 1, line = 2.3, cex = 0.7)
mtext(item("direction_left", "label"), side = 1, line = 3.4, adj = 0, cex = 0.6)
mtext(item("direction_right", "label"), side = 1, line = 3.4, adj = 1, cex = 0.6)

empty(xlim = c(0, 1))
column(rows$estimate_text, 0.72, adj = 1)
column(rows$weight_text, 1, adj = 1)
invisible(dev.off())
