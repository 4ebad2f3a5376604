//! A disk that is full while forms are collected or a period is sealed.

use std::fs;

use super::{RECEIVED, date_period, done, hand_in, office};
use crate::crash::with_own_disk;
use crate::program::congkhai;

#[test]
fn on_a_full_disk_nothing_is_lost_and_the_next_command_succeeds() {
    let site = office();
    hand_in(site.path(), "a.xlsx", "so-mot", "2026-07", &[(1, "một"), (2, "hai")]);
    done(&congkhai(site.path(), &format!("collect 2026-07 a.xlsx {RECEIVED}")));
    date_period(site.path(), "2026-07", "2026-07-20", "2026-07-20");
    hand_in(site.path(), "b.xlsx", "so-hai", "2026-08", &[(3, "ba tám"), (4, "bốn tám")]);
    let root = tempfile::tempdir().unwrap();
    fs::rename(site.path(), root.path().join("trang")).unwrap();
    // The disk is filled up to so many bytes, a command is run, the disk is freed, the command is run again.
    let script = "
        sums() { (cd trang && find seeds -type f -exec sha256sum {} + | sort | sha256sum); }
        refused=0
        for line in 'collect 2026-08 trang/b.xlsx --received-on 2026-08-18' 'publish 2026-07'; do
          for free in 0 1 4 8 16 64; do
            before=$(sums)
            head -c 100m /dev/zero > trang/day 2>/dev/null || true
            size=$(stat -c %s trang/day); truncate -s $((size - free * 1024)) trang/day
            code=0; congkhai $line --root trang 2> loi || code=$?
            rm trang/day
            if [ $code = 0 ]; then break; fi
            [ $code = 2 ] && grep -q 'hết chỗ trên đĩa' loi || { cat loi; exit 9; }
            refused=$((refused + 1))
            congkhai check --root trang > xong 2>&1 || { cat xong; exit 8; }
            if [ \"$before\" != \"$(sums)\" ]; then grep -q 'đã ghi nốt' xong || exit 7; break; fi
          done
          case $line in
            collect*) congkhai collect 2026-08 trang/b.xlsx --received-on 2026-08-18 --root trang ;;
            *) grep -q 2026-07 trang/seeds/snapshots/ledger.toml || congkhai publish 2026-07 --root trang ;;
          esac
        done
        [ $refused -gt 1 ] || { echo \"refused $refused\"; exit 6; }
        grep -q 'bốn tám' trang/seeds/snapshots/2026-08/so-hai.csv
        congkhai verify --root trang";
    let Some(ended) = with_own_disk(root.path(), "6m", script) else { return };
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}{}", String::from_utf8_lossy(&ended.stdout));
    println!("{}", String::from_utf8_lossy(&ended.stdout));
}
