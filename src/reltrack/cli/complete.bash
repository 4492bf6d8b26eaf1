# Completion of reltrack for bash. To install it for yourself (with bash-completion):
#   mkdir -p ~/.local/share/bash-completion/completions
#   reltrack completion bash > ~/.local/share/bash-completion/completions/reltrack
# or, without bash-completion, put this line into ~/.bashrc:
#   source <(reltrack completion bash)     # on bash 3.2: eval "$(reltrack completion bash)"
# To keep what you log out of the history of the shell: HISTIGNORE="reltrack log *:$HISTIGNORE"

_reltrack() {
    local word
    COMPREPLY=()
    # Candidates are data: each line becomes one word as it is, nothing is split or expanded.
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(command reltrack _complete bash "$2" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    if [[ ${COMPREPLY[0]-} != / ]]; then
        compopt -o nosort 2>/dev/null
        return 0
    fi
    # Files too: bash completes and quotes them itself, where it is new enough to be asked.
    COMPREPLY=("${COMPREPLY[@]:1}")
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
        compopt -o default 2>/dev/null
    elif compopt -o filenames 2>/dev/null; then
        while IFS= read -r word; do
            COMPREPLY+=("$word")
        done < <(compgen -f -- "$2")
    fi
    return 0
}

complete -F _reltrack reltrack
