import { createServer } from 'node:http';
import { Server } from 'socket.io';

/** A bare Socket.IO server as a process of its own: rooms of ten, a message goes to everybody in its room. */
const server = createServer();
const io = new Server(server, { perMessageDeflate: false, maxHttpBufferSize: 65_536 });
io.on('connection', (socket) => {
  void socket.join(String(socket.handshake.auth['room'] ?? ''));
  socket.on('message', (payload: unknown, acknowledge?: () => void) => {
    io.to(String(socket.handshake.auth['room'] ?? '')).emit('message', payload);
    acknowledge?.();
  });
});
server.listen(Number(process.env['PORT']));
server.on('request', (request, response) => {
  if (request.url === '/healthz') response.end('ok');
});
