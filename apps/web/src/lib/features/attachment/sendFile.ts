import { type Result, type Uploaded, uploaded } from '@sportello/core';
import { readAnswer } from '@sportello/core/client';

/** Milliseconds without a byte after which the connection counts as lost. */
const STALLED = 30_000;

/** An upload under way. */
export interface Sending {
  /** What the server says; null when the connection was lost before it could, or the upload was broken off. */
  readonly answer: Promise<Result<Uploaded> | null>;
  abort(): void;
}

/**
 * Uploads a file. Only `XMLHttpRequest` tells how far an upload has come.
 * @param company the company the page was made for; the server refuses to act for another
 * @param progressed told how many bytes have left
 */
export function sendFile(file: File, company: string | null, progressed: (sent: number) => void): Sending {
  const request = new XMLHttpRequest();
  let stalled: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(stalled);
    stalled = setTimeout(() => request.abort(), STALLED);
  };
  const answer = new Promise<Result<Uploaded> | null>((resolve) => {
    request.upload.onprogress = ({ loaded }) => {
      alive();
      progressed(loaded);
    };
    request.onload = () => resolve(answerOf(request.responseText));
    request.onloadend = () => {
      clearTimeout(stalled);
      resolve(null);
    };
  });
  request.open('POST', '/api/attachments');
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.setRequestHeader('X-File-Name', encodeURIComponent(file.name.replace(/\p{Surrogate}/gu, '')));
  request.setRequestHeader('X-Sportello-Company', company ?? '');
  alive();
  request.send(file);
  return { answer, abort: () => request.abort() };
}

/** What is no answer of ours comes from something in between, which will be gone. */
function answerOf(text: string): Result<Uploaded> | null {
  try {
    return readAnswer(uploaded, JSON.parse(text));
  } catch {
    return null;
  }
}
