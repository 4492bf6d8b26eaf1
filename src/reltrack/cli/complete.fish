# Completion of reltrack for fish. To install it for yourself:
#   reltrack completion fish > ~/.config/fish/completions/reltrack.fish

function __reltrack_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -e before[1]
    # Candidates are data: one a line; fish quotes what it inserts.
    set -l found (command reltrack _complete fish $before "$current" 2>/dev/null)
    if test "$found" = /
        complete -C "'' $current"
    else
        string join \n -- $found
    end
end

complete -c reltrack -f -k -a '(__reltrack_complete)'
