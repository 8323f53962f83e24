"""Shows HTML in every open browser, from Python: `sopwright host` does the work.

    preview = LivePreviewServer()
    preview.start_server("<h1>Rotor</h1>")
    print(preview.get_server_url())
    preview.update_content("<h1>Rotor, rinsed</h1>")"""
import itertools, json, queue, subprocess, threading


class LivePreviewServer:
    def __init__(self, *options, program="sopwright"):
        """The options are those of `sopwright host`: "--http-port", "9000", …"""
        self.command, self.ids, self.answers = [program, "host", *options], itertools.count(1), {}

    def start_server(self, html=""):
        """Returns when the preview can be opened; raises if it cannot be started."""
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(self.command, stdin=pipe, stdout=pipe)
        self.writing, line = threading.Lock(), self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.command[0]} ended with {self.process.wait()}")
        self.url = json.loads(line)["url"]
        threading.Thread(target=self._listen, daemon=True).start()
        self.update_content(html)

    def update_content(self, html):
        """Shows a page. Never waits for browsers; of many in a row the newest is shown."""
        self._say("update", html.encode())

    def register_user_file(self, path):
        """Lets browsers fetch a file; returns the address to use in the page."""
        answer = self._say("register_file", path=str(path), answer=queue.Queue(1)).get()
        if "url" not in answer:
            raise OSError(answer.get("message", "the preview has ended"))
        return answer["url"]

    def get_server_url(self):
        return self.url

    def stop_server(self):
        """Closes the preview; tabs stay, and come back when it is started on the same port."""
        self.process.stdin.close()
        self.process.wait()

    def on_event(self, event):
        """Is told what happens (joined, left, acked, clicked, …); for you to override."""

    def _say(self, command, body=None, answer=None, **fields):
        with self.writing:
            line = {"id": next(self.ids), "command": command, **fields}
            if body is not None:
                line["length"] = len(body)
            self.answers[line["id"]] = answer
            self.process.stdin.write(json.dumps(line).encode() + b"\n")
            self.process.stdin.write(body or b"")
            self.process.stdin.flush()
            return answer

    def _listen(self):
        for event in map(json.loads, self.process.stdout):
            waiting = self.answers.pop(event.get("id"), None)
            waiting.put(event) if waiting else self.on_event(event)
        for waiting in filter(None, self.answers.values()):
            waiting.put({})
