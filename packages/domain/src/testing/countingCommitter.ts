import { Committer } from '@sportello/models';

/** Counts what is begun, and begins it. */
export class CountingCommitter extends Committer {
  /** Commits so far. */
  begun = 0;

  override commit(...given: Parameters<Committer['commit']>): ReturnType<Committer['commit']> {
    this.begun += 1;
    return super.commit(...given);
  }

  override commitTogether(
    ...given: Parameters<Committer['commitTogether']>
  ): ReturnType<Committer['commitTogether']> {
    this.begun += 1;
    return super.commitTogether(...given);
  }
}
