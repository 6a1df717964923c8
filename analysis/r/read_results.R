#!/usr/bin/env Rscript
# What veghe writes, read with R: a result (HDF5), the table of a comparison and those of a merged sweep (CSV).
#
#   Rscript analysis/r/read_results.R RESULT.h5 [FOLDER_OF_A_COMPARISON [PICTURE.png]]
#   Rscript analysis/r/read_results.R --sweep FOLDER_OF_A_MERGED_SWEEP
#
# The CSV needs base R alone; HDF5 needs hdf5r (Debian: r-cran-hdf5r). docs/output-format.md says what stands in the files. R keeps the
# first axis fastest, so an axis list read from the file is turned around: cases[month, replicate].

stop_with <- function(where, what, remedy) {
  message(sprintf("%s: %s; %s", where, what, remedy))
  quit(status = 4)
}

# A finished result; refuses another kind of file, and a younger one, in one line.
open_result <- function(path) {
  if (!requireNamespace("hdf5r", quietly = TRUE)) {
    stop_with("hdf5r", "is not installed", "apt-get install r-cran-hdf5r")
  }
  file <- tryCatch(hdf5r::H5File$new(path, mode = "r"),
                   error = function(e) stop_with(path, "is no file that HDF5 can read", "name a file that veghe run wrote"))
  if (!file$attr_exists("format") || hdf5r::h5attr(file, "format") != "veghe result") {
    stop_with(path, "is no result of veghe", "name a file that veghe run wrote")
  }
  if (hdf5r::h5attr(file, "schema_version") > 1) {
    stop_with(path, "is of a younger schema", "use a newer read_results.R")
  }
  file
}

# A table as an array with the labels of its axes, and its unit, ledger and meaning as attributes.
read_table <- function(file, name) {
  set <- file[[name]]
  axes <- rev(hdf5r::h5attr(set, "axes"))
  values <- set$read()
  labels <- lapply(axes, function(axis) file[[paste0("axes/", axis)]]$read())
  cases <- array(values, dim = lengths(labels), dimnames = setNames(labels, axes))
  for (what in c("unit", "ledger", "doc")) attr(cases, what) <- hdf5r::h5attr(set, what)
  cases
}

# Cases of each replicate in each calendar year: years in rows.
per_year <- function(cases) {
  year <- substr(dimnames(cases)[[1]], 1, 4)
  rowsum(unclass(matrix(cases, nrow = length(year))), year)
}

# Mean over replicates with the interval that holds nine of ten (quantiles of type 7, as in the report).
with_interval <- function(by_replicate) {
  t(apply(by_replicate, 1, function(runs) c(mean = mean(runs), quantile(runs, c(0.05, 0.95), type = 7))))
}

# The table of a comparison; cells that are kept back are NA.
read_summary <- function(folder) {
  path <- file.path(folder, "summary.csv")
  if (!file.exists(path)) stop_with(path, "no such file", "name a folder that veghe compare wrote")
  read.csv(path, encoding = "UTF-8", na.strings = "", colClasses = c(value = "character"), check.names = FALSE)
}

# Changes in each ledger, in percent of the baseline: one below the other, never on one axis.
plot_differences <- function(summary, picture) {
  rows <- subset(summary, stratum == "all" & measure == "difference_percent" & !is.na(mean))
  titles <- c(true_simulated = "True cases (simulated)", registered_simulated = "Registered cases (simulated)")
  png(picture, width = 900, height = 700, res = 110)
  par(mfrow = c(2, 1), mar = c(4, 12, 2, 1), las = 1)
  for (ledger in names(titles)) {
    part <- rows[rows$ledger == ledger, ]
    place <- rev(seq_len(nrow(part)))
    plot(part$mean, place, xlim = range(c(part$low_5, part$high_95, 0)), ylim = c(0.5, nrow(part) + 0.5), yaxt = "n", pch = 19,
         col = "#0072B2", xlab = "change, percent of the baseline; bars hold nine of ten paired runs", ylab = "", main = titles[ledger])
    segments(part$low_5, place, part$high_95, place, col = "#0072B2", lwd = 2)
    abline(v = 0, col = "grey40")
    axis(2, at = place, labels = gsub("_", " ", part$scenario))
  }
  invisible(dev.off())
}

# What the strategies of a merged sweep change: strategy less baseline in the same replicate of the same point, in the whole run, its mean over
# replicates; one row for each strategy, ledger and point, with the parameters of the point. Of fewer than three counties true cases are
# in percent of the baseline's mean.
read_sweep <- function(folder) {
  path <- file.path(folder, "values.csv")
  if (!file.exists(path)) stop_with(path, "no such file", "name a folder that veghe sweep merge wrote")
  values <- read.csv(path, encoding = "UTF-8", check.names = FALSE)
  baseline <- values$strategy[1]
  internal <- any(values$disclosure == "internal")
  cases <- subset(values, measure == "cases" & stratum == "all")
  runs <- aggregate(value ~ point + replicate + strategy + ledger, cases, sum) # over years
  before <- subset(runs, strategy == baseline, c("point", "replicate", "ledger", "value"))
  pairs <- merge(subset(runs, strategy != baseline), before, by = c("point", "replicate", "ledger"), suffixes = c("", "_before"))
  pairs$difference <- pairs$value - pairs$value_before
  found <- aggregate(difference ~ point + strategy + ledger, pairs, mean)
  found$unit <- "person"
  if (internal) {
    true <- found$ledger == "true"
    found$difference[true] <- found$difference[true] * 100 / mean(before$value[before$ledger == "true"])
    found$unit[true] <- "percent of baseline"
  }
  points <- read.csv(file.path(folder, "points.csv"), check.names = FALSE)
  merge(found, points[setdiff(names(points), "draw")], by = "point")
}

# Says of a part of a sweep that it is one: means of its points are over the replicates that are there, which are not the same everywhere.
say_if_part <- function(folder) {
  path <- file.path(folder, "units.csv")
  finished <- if (file.exists(path)) read.csv(path)$finished else integer()
  if (any(finished == 0)) {
    cat(sprintf("A part of a sweep: %d of %d results are missing; not every point has the same replicates\n",
                sum(finished == 0), length(finished)))
  }
}

print_sweep <- function(folder) {
  found <- read_sweep(folder)
  say_if_part(folder)
  cat(sprintf("What changes over %d points (simulated): mean, and the range that holds nine of ten points\n", length(unique(found$point))))
  for (part in split(found, found[c("strategy", "ledger")], drop = TRUE)) {
    shown <- c(mean(part$difference), quantile(part$difference, c(0.05, 0.95), type = 7))
    cat(sprintf("%s, %s cases: %.2f [%.2f, %.2f] %s\n", part$strategy[1], part$ledger[1], shown[1], shown[2], shown[3], part$unit[1]))
  }
}

main <- function(arguments) {
  if (length(arguments) < 1) stop_with("read_results.R", "names no result", "Rscript read_results.R RESULT.h5 [FOLDER [PICTURE.png]]")
  if (arguments[1] == "--sweep") {
    if (length(arguments) < 2) stop_with("--sweep", "names no folder", "name a folder that veghe sweep merge wrote")
    return(print_sweep(arguments[2]))
  }
  file <- open_result(arguments[1])
  cat(sprintf("%s: %s\n", hdf5r::h5attr(file, "scenario"), hdf5r::h5attr(file, "counties")))
  # Fewer than three counties are their own true level: for whoever ran them, and not to be shown.
  internal <- hdf5r::h5attr(file, "disclosure") == "internal"
  if (internal) cat("disclosure = internal: true cases of fewer than three counties are not shown\n")
  for (ledger in c(if (!internal) "true", "registered")) { # two tables, never one: a true and a registered case are different things
    cases <- read_table(file, paste0(ledger, "/all"))
    cat(sprintf("%s cases a calendar year [%s] (simulated)\n", attr(cases, "ledger"), attr(cases, "unit")))
    print(round(with_interval(per_year(cases)), 2))
  }
  cat("Note:", hdf5r::h5attr(file, "registered"), "\n")
  file$close_all()
  if (length(arguments) > 1) {
    summary <- read_summary(arguments[2])
    shown <- subset(summary, stratum == "all" & measure == "difference_percent", c("scenario", "ledger", "mean", "low_5", "high_95", "finding"))
    print(shown, row.names = FALSE)
    if (length(arguments) > 2) plot_differences(summary, arguments[3])
  }
}

if (!interactive() && sys.nframe() == 0) main(commandArgs(trailingOnly = TRUE))
