"""Components: plain values in, trees and figures out."""
