import type { SubmitFunction } from '@sveltejs/kit';

/** A form that is saved where it stands: what was filled in stays, and its button turns until the answer is there. */
export class Saving {
  isBusy = $state(false);

  /** For `use:enhance`. */
  submit: SubmitFunction = () => {
    this.isBusy = true;
    return async ({ update }) => {
      await update({ reset: false });
      this.isBusy = false;
    };
  };
}
