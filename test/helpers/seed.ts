import fc from 'fast-check';

/** The same cases in every run, unless others are asked for: a submission is not to fail on what it did not change. */
fc.configureGlobal({ seed: Number(process.env['EARSHOT_SEED'] ?? 1) });
