// Everything that is asked of the program. The token goes into a header, never into an address.

const token = document.querySelector('meta[name="veghe-token"]').content;

/// What the program refuses: its status (0: it did not answer at all) and its messages, {id, where, text, try}.
export class Refusal extends Error {
    constructor(status, messages) {
        super(messages.map(message => message.text).join(" "));
        this.status = status;
        this.messages = messages;
    }
}

async function answered(method, path, body, type, signal) {
    const headers = {"X-Veghe-Token": token};
    if (body !== undefined) headers["Content-Type"] = type;
    let response;
    try {
        response = await fetch(path, {method, headers, body, signal, cache: "no-store"});
    } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new Refusal(0, []);
    }
    if (response.ok) return response;
    const text = await response.text().catch(() => "");
    let messages = [];
    try {
        messages = JSON.parse(text).messages ?? [];
    } catch {
        /* no body: the status says it all */
    }
    throw new Refusal(response.status, messages);
}

export async function get(path) {
    return (await answered("GET", path)).json();
}
export async function getText(path) {
    return (await answered("GET", path)).text();
}
export async function post(path, body) {
    const response = await answered("POST", path, JSON.stringify(body), "application/json");
    return response.status === 204 ? {} : response.json();
}
export async function postToml(path, text) {
    return (await answered("POST", path, text, "application/toml")).json();
}
/// Asks for a run to be given up; what comes back does not matter, and a page that is closing can still ask.
export function cancel(id) {
    fetch(`/api/runs/${id}`, {method: "DELETE", headers: {"X-Veghe-Token": token}, keepalive: true}).catch(() => {});
}

/// Splits a text/event-stream: gives what is whole, and keeps the rest for the next piece.
export function eventReader() {
    let rest = "";
    return piece => {
        const blocks = (rest + piece).split("\n\n");
        rest = blocks.pop();
        return blocks
            .map(block => {
                const event = {name: "message", data: ""};
                for (const line of block.split("\n")) {
                    if (line.startsWith("event:")) event.name = line.slice(6).trim();
                    else if (line.startsWith("data:")) event.data += line.slice(5).trim();
                }
                return event;
            })
            .filter(event => event.data !== "");
    };
}

/// Listens to a run until its stream ends or `signal` stops it: told(name, data) for each event, alive() for each piece.
export async function listen(id, language, signal, told, alive) {
    const response = await answered("GET", `/api/runs/${id}/events?lang=${language}`, undefined, undefined, signal);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const events = eventReader();
    for (;;) {
        const {value, done} = await reader.read();
        if (done) return;
        alive();
        for (const event of events(value.replaceAll("\r\n", "\n"))) told(event.name, JSON.parse(event.data));
    }
}
