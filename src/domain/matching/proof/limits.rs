//! Largest shares of pools: the places that a round kept free, and no pool beyond its limit.

use std::sync::Arc;

use super::KeptFree;
use crate::domain::matching::pool::Pool;
use crate::domain::matching::shares::pool_of;

/// The places kept free with these mentors (as positions), one each, where every limited pool has exactly as many of them
/// as its limit asks for and no more relationships than that. `limit` says what limit a pool had, by its name.
///
/// # Errors
/// Says what does not hold, in one sentence.
pub fn kept_free(
    pool: &Pool<'_>,
    pairs: &[(usize, usize)],
    with: &[usize],
    limit: impl Fn(&str) -> Option<u32>,
) -> Result<Vec<KeptFree>, String> {
    let (scheme, real) = (pool.given.scheme, pool.mentees.len() as u32);
    let of: Vec<Option<usize>> =
        (0..pool.mentors.len()).map(|j| pool_of(scheme, pool.given.words, pool.mentor(j).1)).collect();
    let members = |own: usize| (0..of.len()).filter(|j| of[*j] == Some(own)).collect();
    let members: Vec<Arc<[usize]>> = (0..scheme.pools.len()).map(members).collect();
    let kept_free = with.iter().map(|mentor| {
        let own = of[*mentor];
        let own =
            own.ok_or_else(|| format!("a place is kept free with {}, who is of no pool", pool.mentor(*mentor).0.id))?;
        Ok(KeptFree { mentor: *mentor, pool: Arc::clone(&members[own]) })
    });
    let kept_free = kept_free.collect::<Result<Vec<KeptFree>, String>>()?;
    for (own, limited) in scheme.pools.iter().enumerate().filter(|(_, pool)| pool.is_limited()) {
        let Some(limit) = limit(&limited.name) else {
            return Err(format!("nothing says what limit the pool {} had", limited.name));
        };
        let places: u64 = members[own].iter().map(|j| u64::from(pool.mentors[*j].places.min(real))).sum();
        let free = with.iter().filter(|mentor| of[**mentor] == Some(own)).count() as u64;
        let used = pairs.iter().filter(|(_, j)| of[*j] == Some(own)).count() as u64;
        let most = limited.most.is_none_or(|most| limit <= most);
        if free != places.saturating_sub(u64::from(limit)) || used > u64::from(limit) || !most {
            return Err(format!("the pool {} has not kept to its limit of {limit}", limited.name));
        }
    }
    Ok(kept_free)
}
