//! What an index is written with: one thread each for writing and merging, so that documents keep their order and few addresses
//! are taken.

use tantivy::indexer::IndexWriterOptions;

/// Memory for building, in bytes; more only means fewer merges.
const BUILD_MEMORY: usize = 64 << 20;

/// How every index here is written.
pub(super) fn writer_options() -> IndexWriterOptions {
    IndexWriterOptions::builder()
        .memory_budget_per_thread(BUILD_MEMORY)
        .num_worker_threads(1)
        .num_merge_threads(1)
        .build()
}
