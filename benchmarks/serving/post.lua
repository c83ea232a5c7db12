-- What wrk sends: the lines of a file, one after the other, as bodies.
--   wrk … -s post.lua URL -- BODIES [HEADER VALUE]…
local requests, at = {}, 0

function init(args)
  local headers = { ["Content-Type"] = "application/json" }
  for i = 2, #args, 2 do headers[args[i]] = args[i + 1] end
  for body in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

-- requests, microseconds, answers other than 200, socket errors, p50, p99, p99.9, longest (microseconds)
function done(summary, latency)
  local errors = summary.errors
  print(string.format("RESULT %d %d %d %d %.0f %.0f %.0f %.0f", summary.requests, summary.duration,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9), latency.max))
end
