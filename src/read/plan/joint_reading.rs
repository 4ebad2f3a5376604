//! The best joint reading of all columns: each role once, words and cells weighed together.

use super::columns::Role;

/// Scores of one column by [`Role`].
pub(super) type Scores = [f32; Role::COUNT];

/// Columns weighed; those beyond are extra.
const MOST: usize = 64;

/// A reading of a column: the role it has in the best reading of the whole table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    /// The role.
    pub(super) role: Role,
    /// The role it has in the best reading of the table that reads this column otherwise.
    pub(super) other: Role,
    /// How much worse that reading is, in points of the scores.
    pub(super) margin: f32,
}

/// Finds the best reading; roles before [`Role::SINGLE`] are given once at most, those of `taken` not at all.
///
/// Exact: the best sums over all sets of roles, from the left and from the right.
pub(super) fn assign(scores: &[Scores], taken: &[Role]) -> Vec<Reading> {
    let count = scores.len().min(MOST);
    let start = taken.iter().fold(0, |mask, role| mask | bit(*role));
    let left = sums(scores[..count].iter(), start);
    let right = sums(scores[..count].iter().rev(), 0);
    let mut readings: Vec<Reading> = (0..count)
        .map(|at| {
            let mut best = [f32::NEG_INFINITY; Role::COUNT];
            for role in Role::ALL {
                best[role as usize] = scores[at][role as usize]
                    + joined(&left[at], &right[count - 1 - at], bit(role));
            }
            rank(&best)
        })
        .collect();
    // Ties could give two columns one role: walk the best reading from the left instead.
    let mut used = start;
    for at in 0..count {
        let rest = &right[count - 1 - at];
        let value = |role: Role| {
            let is_free = bit(role) & used == 0;
            let below = best_within(rest, !(used | bit(role)));
            if is_free { scores[at][role as usize] + below } else { f32::NEG_INFINITY }
        };
        let role = Role::ALL
            .into_iter()
            .fold(Role::Extra, |best, role| if value(role) > value(best) { role } else { best });
        if role != readings[at].role {
            readings[at] = Reading { role, other: readings[at].role, margin: 0.0 };
        }
        used |= bit(role);
    }
    readings.resize(
        scores.len(),
        Reading { role: Role::Extra, other: Role::Extra, margin: f32::INFINITY },
    );
    readings
}

const SETS: usize = 1 << Role::SINGLE;

fn bit(role: Role) -> usize {
    if (role as usize) < Role::SINGLE { 1 << (role as usize) } else { 0 }
}

/// The best sum for each set of roles used by the first columns: one table before each column.
fn sums<'a>(columns: impl Iterator<Item = &'a Scores>, start: usize) -> Vec<Vec<f32>> {
    let mut table = vec![f32::NEG_INFINITY; SETS];
    table[start] = 0.0;
    let mut all = vec![table.clone()];
    for scores in columns {
        let mut next = vec![f32::NEG_INFINITY; SETS];
        for (set, sum) in table.iter().enumerate().filter(|(_, sum)| **sum > f32::NEG_INFINITY) {
            for role in Role::ALL {
                let bit = bit(role);
                if set & bit == 0 {
                    let value = &mut next[set | bit];
                    *value = value.max(sum + scores[role as usize]);
                }
            }
        }
        table = next;
        all.push(table.clone());
    }
    all
}

/// The best sum of both sides of a column whose role takes `bit`.
fn joined(left: &[f32], right: &[f32], bit: usize) -> f32 {
    let right = within(right);
    let sets =
        left.iter().enumerate().filter(|(set, sum)| set & bit == 0 && **sum > f32::NEG_INFINITY);
    sets.map(|(set, sum)| sum + right[(SETS - 1) & !(set | bit)]).fold(f32::NEG_INFINITY, f32::max)
}

/// For each set, the best sum over all sets inside it.
fn within(sums: &[f32]) -> Vec<f32> {
    let mut best = sums.to_vec();
    for role in 0..Role::SINGLE {
        for set in 0..SETS {
            if set & (1 << role) != 0 {
                best[set] = best[set].max(best[set & !(1 << role)]);
            }
        }
    }
    best
}

fn best_within(sums: &[f32], allowed: usize) -> f32 {
    let fitting = sums.iter().enumerate().filter(|(set, _)| set & !allowed == 0);
    fitting.map(|(_, sum)| *sum).fold(f32::NEG_INFINITY, f32::max)
}

fn rank(best: &Scores) -> Reading {
    let by_score = |a: &Role, b: &Role| best[*a as usize].total_cmp(&best[*b as usize]);
    let role = Role::ALL.into_iter().max_by(by_score).unwrap_or(Role::Extra);
    let other = Role::ALL
        .into_iter()
        .filter(|other| *other != role)
        .max_by(by_score)
        .unwrap_or(Role::Extra);
    Reading { role, other, margin: best[role as usize] - best[other as usize] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(points: &[(Role, f32)]) -> Scores {
        let mut scores = [0.0; Role::COUNT];
        for (role, score) in points {
            scores[*role as usize] = *score;
        }
        scores
    }

    #[test]
    fn two_columns_of_agencies_share_the_roles() {
        let columns = [
            column(&[(Role::Lead, 5.0), (Role::Coordinating, 4.5)]),
            column(&[(Role::Lead, 6.0), (Role::Coordinating, 1.0)]),
        ];
        let read = assign(&columns, &[]);
        assert_eq!(
            read.iter().map(|r| r.role).collect::<Vec<_>>(),
            [Role::Coordinating, Role::Lead]
        );
        assert!((read[0].margin - 4.5).abs() < 1e-3, "{read:?}");
        let read = assign(&columns, &[Role::Lead]);
        assert_eq!(read[0].role, Role::Coordinating);
        assert_ne!(read[1].role, Role::Lead);
    }

    proptest! {
        #[test]
        fn no_other_reading_is_better(
            scores in prop::collection::vec(prop::array::uniform12(-5.0_f32..5.0), 1..4),
        ) {
            let read = assign(&scores, &[]);
            let sum: f32 = read.iter().zip(&scores).map(|(r, s)| s[r.role as usize]).sum();
            let mut best = f32::NEG_INFINITY;
            let mut all = vec![(0_usize, 0.0_f32)];
            for column in &scores {
                all = all.iter().flat_map(|(set, sum)| {
                    Role::ALL.into_iter().filter(move |role| set & bit(*role) == 0)
                        .map(move |role| (set | bit(role), sum + column[role as usize]))
                }).collect();
            }
            for (_, sum) in all { best = best.max(sum); }
            prop_assert!((sum - best).abs() < 1e-3, "{} {}", sum, best);
        }
    }
}
