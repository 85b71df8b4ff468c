/**
 * Sends a form in the background after `change` has shown its effect at once. Without script the form posts by itself,
 * so nothing is lost when this does not run.
 */
export function quietPost(change: (form: FormData) => void): (event: SubmitEvent) => void {
  return (event) => {
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    change(data);
    // A failed post only means that the choice is forgotten at the next visit.
    fetch(form.action, { method: 'POST', body: data, redirect: 'manual' }).catch(() => undefined);
  };
}
