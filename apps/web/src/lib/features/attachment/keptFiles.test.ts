import { describe, expect, it } from 'vitest';
import { keptText, readKept } from './keptFiles.ts';

const file = { id: '0'.repeat(24), name: 'a.png', type: 'image/png', size: 9, width: 3, height: 2 };

describe('uploaded files that wait to be sent', () => {
  it('are as they were after a reload', () => {
    const files = [{ file, description: 'La schermata' }];
    expect(readKept(keptText(files))).toEqual(files);
    expect(keptText([])).toBe('');
  });

  it.each(['', '{', 'null', '[{"file":{"id":"x"}}]', '[{"file":null,"description":""}]', '{"file":{}}'])(
    'are none where nothing can be read: %j',
    (text) => {
      expect(readKept(text)).toEqual([]);
    },
  );
});
